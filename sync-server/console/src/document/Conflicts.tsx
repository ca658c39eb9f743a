import { useTranslation } from "react-i18next";

import type { ConflictView, SharedCommand, Stated } from "../api/types";
import { Choose } from "../ui/Choose";
import type { Saving } from "../ui/EditableFact";
import { Panel } from "../ui/Page";
import { ProblemNote } from "../ui/problem";
import { usePathWord } from "./paths";

interface Props {
  conflicts: ConflictView[];
  /** Paths of facts that have their choice in place, beside the other facts. */
  shownInPlace: readonly string[];
  saving: Saving<SharedCommand>;
}

/** Every fact over which people must choose and that has no place of its own to do so. */
export function Conflicts({ conflicts, shownInPlace, saving }: Props) {
  const { t } = useTranslation();
  const word = usePathWord();
  const elsewhere = conflicts.filter(({ path }) => !shownInPlace.includes(path));
  if (elsewhere.length === 0) return null;
  return (
    <Panel warn title={t("conflict.title")}>
      <div className="stack">
        {elsewhere.map((conflict) => (
          <div key={conflict.path}>
            <b>{word(conflict.path)}</b>
            <Choose
              values={conflict.values}
              pending={saving.isPending}
              {...chooser(conflict, (command) => saving.mutate(command, { onSuccess: () => undefined }))}
            />
          </div>
        ))}
        <ProblemNote error={saving.error} />
      </div>
    </Panel>
  );
}

function chooser(conflict: ConflictView, ask: (command: SharedCommand) => void) {
  if (choiceOf(conflict.path, { value: { text: "" }, text: "" }) === undefined) return {};
  return {
    onChoose: (stated: Stated) => {
      const command = choiceOf(conflict.path, stated);
      if (command !== undefined) ask(command);
    },
  };
}

/** The command that makes one value the only one; none where only the field can choose. */
export function choiceOf(path: string, { value, text }: Stated): SharedCommand | undefined {
  const [kind, name = "", id = "", field] = path.split("/");
  if (kind === "fact") return { set_fact: { name, value } };
  if (kind === "item" && name === "photo" && field === "caption")
    return { caption_photo: { id, caption: text } };
  return undefined;
}
