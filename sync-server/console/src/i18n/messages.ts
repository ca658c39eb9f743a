import board from "../board/words";
import complaint from "../complaint/words";
import complaintEvents from "../complaint/eventWords";
import customers from "../customers/words";
import devices from "../devices/words";
import intake from "../intake/words";
import evidence from "../evidence/words";
import documents from "../documents/words";
import field from "../order/fieldWords";
import signoff from "../order/signoffWords";
import document from "../document/words";
import order from "../order/words";
import review from "../review/words";
import login from "../session/words";
import shell from "../ui/shellWords";
import tags from "../ui/tagWords";
import page from "../ui/words";
import { spoken, type Language, type Spoken } from "./words";

/** The words of every screen. Each screen keeps its own; no two have a section of the same name. */
export const SCREENS = [
  page,
  shell,
  tags,
  login,
  board,
  intake,
  complaint,
  complaintEvents,
  order,
  field,
  signoff,
  document,
  documents,
  devices,
  customers,
  review,
  evidence,
] as const;

type Union<T> = (T extends unknown ? (part: T) => void : never) extends (whole: infer U) => void ? U : never;
type Flat<T> = { [Key in keyof T]: T[Key] };

/** Everything the console says, by section and key. */
export type Messages = Flat<Union<Spoken<(typeof SCREENS)[number]>>>;

/** Everything the console says in one language. */
export function messagesIn(language: Language): Messages {
  return Object.assign({}, ...SCREENS.map((words) => spoken(words, language))) as Messages;
}
