import { Button, Tooltip, type ButtonProps } from "antd";

import { refusalOf, usePossible } from "../api/possible";

interface Props extends Omit<ButtonProps, "disabled"> {
  document: string;
  /** The command it asks. */
  command: string;
}

/** A button beside what it writes: there for those who may ever ask, with the reason where they cannot now. */
export function AskButton({ document, command, ...button }: Props) {
  const possible = usePossible(document).data;
  if (possible?.some((one) => one.command === command) !== true) return null;
  const refusal = refusalOf(possible, command);
  return (
    <Tooltip title={refusal}>
      <Button size="small" type="text" {...button} disabled={refusal !== undefined} data-action={command} />
    </Tooltip>
  );
}
