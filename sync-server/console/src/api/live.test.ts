import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";

import { renew } from "./live";

test("what changed while a first answer was under way is asked for again", async () => {
  const client = new QueryClient();
  let answer: (text: string) => void = () => undefined;
  const first = new Promise<string>((resolve) => (answer = resolve));
  const answers = [first, Promise.resolve("after the change")];
  const observer = new QueryObserver(client, {
    queryKey: ["orders"],
    queryFn: () => answers.shift() ?? Promise.reject(new Error("asked too often")),
    staleTime: 10_000,
  });
  const seen = new Promise((done) => {
    observer.subscribe(({ data }) => data === "after the change" && done(data));
  });
  renew(client, { queryKey: ["orders"] });
  answer("before the change");
  expect(await seen).toBe("after the change");
  observer.destroy();
});
