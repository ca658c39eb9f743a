import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { read, write, writeFile } from "./http";
import type { HandedIn, ReviewList } from "./types";

/** The newest of what waits for a person, and whether more does. */
export function useReviews() {
  return useQuery({
    queryKey: ["reviews"],
    queryFn: ({ signal }) => read<ReviewList>("/api/reviews", signal),
  });
}

/** Lets work in or keeps it out, with a reason. */
export function useDecision() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ digest, decision, reason }: { digest: string; decision: Decision; reason: string }) =>
      write<undefined>(`/api/reviews/${digest}/${decision}`, { reason }),
    // A part of it may have come in before the rest was refused.
    onSettled: () => client.invalidateQueries({ queryKey: ["reviews"] }),
  });
}

/** What can be decided over work that waits. */
export type Decision = "admit" | "reject";

/** Hands in a file that a device exported. */
export function useHandIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => writeFile<HandedIn>("/api/reviews", file),
    onSettled: () => client.invalidateQueries({ queryKey: ["reviews"] }),
  });
}
