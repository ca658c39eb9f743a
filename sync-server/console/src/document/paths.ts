import { useWord } from "../i18n/word";

/** Kinds of document with events of their own that people can contest. */
export type Contested = "order" | "complaint";

/** Names an event of a document in words. */
export function useEventWord(of: Contested): (kind: string) => string {
  const word = useWord();
  return (kind) => (of === "order" ? word("event", kind) : word("complaintEvent", kind));
}

/** Names a place in a document for a person: `fact/address`, `item/photo`, `text/1/findings`, `event/left_site`. */
export function usePathWord(): (path: string) => string {
  const word = useWord();
  return (path) => {
    const [kind = "", ...rest] = path.split("/");
    const name = rest.find((part) => !/^\d+$/.test(part)) ?? path;
    switch (kind) {
      case "event":
        return word("event", name);
      case "text":
        return word("textName", name);
      case "item":
        return word("itemName", name);
      case "fact":
        return word("factName", name);
      default:
        return name;
    }
  };
}
