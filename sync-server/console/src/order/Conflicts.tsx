import { useTranslation } from "react-i18next";

import { useOrderCommand } from "../api/queries";
import type { ConflictView, OrderView, Stated, WorkOrderCommand } from "../api/types";
import { Panel } from "../ui/Page";
import { ProblemNote } from "../ui/problem";
import { Choose } from "../ui/Choose";
import { usePathWord } from "./paths";

/** Facts that have their choice in place, beside the other facts. */
const SHOWN_IN_PLACE = ["fact/address", "fact/contact", "fact/phone"];

/** Every other fact over which people must choose. */
export function Conflicts({ order }: { order: OrderView }) {
  const { t } = useTranslation();
  const word = usePathWord();
  const command = useOrderCommand(order.id);
  const elsewhere = order.conflicts.filter(({ path }) => !SHOWN_IN_PLACE.includes(path));
  if (elsewhere.length === 0) return null;
  return (
    <Panel warn title={t("conflict.title")}>
      <div className="stack">
        {elsewhere.map((conflict) => (
          <div key={conflict.path}>
            <b>{word(conflict.path)}</b>
            <Choose
              values={conflict.values}
              pending={command.isPending}
              {...chooser(conflict, command.mutate)}
            />
          </div>
        ))}
        <ProblemNote error={command.error} />
      </div>
    </Panel>
  );
}

function chooser(conflict: ConflictView, ask: (command: WorkOrderCommand) => void) {
  if (choiceOf(conflict.path, { value: { text: "" }, text: "" }) === undefined) return {};
  return {
    onChoose: (stated: Stated) => {
      const command = choiceOf(conflict.path, stated);
      if (command !== undefined) ask(command);
    },
  };
}

/** The command that makes one value the only one; none where only the field can choose. */
export function choiceOf(path: string, { value, text }: Stated): WorkOrderCommand | undefined {
  const [kind, name = "", id = "", field] = path.split("/");
  if (kind === "fact") return { set_fact: { name, value } };
  if (kind === "item" && name === "photo" && field === "caption")
    return { caption_photo: { id, caption: text } };
  return undefined;
}
