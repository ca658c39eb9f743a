import { useWord } from "../i18n/word";

/** Whose events are named: a kind of document that has its words here, or any other by the words the server has for it. */
export type Contested = "order" | "complaint" | ((kind: string) => string);

/** Names an event of a document in words. */
export function useEventWord(of: Contested): (kind: string) => string {
  const word = useWord();
  if (typeof of === "function") return of;
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
