import { DownOutlined } from "@ant-design/icons";
import { Button, Popover } from "antd";
import { useTranslation } from "react-i18next";

import { sorted } from "../api/possible";
import type { PossibleView } from "../api/types";
import { ProblemNote } from "../ui/problem";

interface Props<Action extends string> {
  /** The server's answer to what is possible, once it is there. */
  possible: { data: PossibleView[] | undefined; error: unknown };
  /** What the page has a dialog for, the likeliest first. */
  actions: readonly Action[];
  /** An action in words. */
  say: (action: Action) => string;
  /** Actions that undo or end something. */
  grave: readonly Action[];
  onChoose: (action: Action) => void;
}

/** What can be asked of a document now as buttons, and the rest with its reasons behind one. */
export function ActionButtons<Action extends string>(props: Props<Action>) {
  const { possible, actions, say, grave, onChoose } = props;
  const { t } = useTranslation();
  if (possible.data === undefined) return <ProblemNote error={possible.error} />;
  const { offered, refused } = sorted(actions, possible.data);
  return (
    <div className="row tight" role="group" aria-label={t("action.label")}>
      {offered.map((name, index) => (
        <Button
          key={name}
          type={index === 0 && !grave.includes(name) ? "primary" : "default"}
          danger={grave.includes(name)}
          onClick={() => onChoose(name)}
          data-action={name}
        >
          {say(name)}
        </Button>
      ))}
      {refused.length === 0 ? null : (
        <Popover
          trigger="click"
          placement="bottomRight"
          title={t("action.refused")}
          content={
            <dl className="facts refused">
              {refused.map(({ action, reason }) => [
                <dt key={`${action}-name`}>{say(action)}</dt>,
                <dd key={action}>{reason}</dd>,
              ])}
            </dl>
          }
        >
          <Button type="text" data-action="refused">
            {t("action.more")} <DownOutlined aria-hidden />
          </Button>
        </Popover>
      )}
    </div>
  );
}
