import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useStaff } from "../api/queries";
import type { LinkView, Value } from "../api/types";
import { money } from "../format/money";
import { When, WindowOfTime } from "../ui/moment";
import type { KindWords } from "./kindWords";
import { pathOf } from "./places";

/** Shows a value as a person reads it: names for ids, the organisation's time for moments. `text` is the server's text of it. */
export function useSayValue(
  { read }: KindWords,
  links: readonly LinkView[],
): (value: Value, text: string) => ReactNode {
  const { t } = useTranslation();
  const staff = useStaff().data ?? [];
  return (value, text) => {
    if ("flag" in value) return t(value.flag ? "common.yes" : "common.no");
    if ("time" in value) return <When ms={value.time} full />;
    if ("window" in value) return <WindowOfTime window={value.window} />;
    if ("money" in value) return money(value.money.minor, value.money.currency);
    if ("text" in value) return read(value.text) || "—";
    if (!("id" in value)) return text || "—";
    const link = links.find(({ id }) => id === value.id);
    if (link !== undefined) return <Link to={pathOf(link)}>{`${link.number} ${link.title}`.trim()}</Link>;
    return staff.find(({ user }) => user === value.id)?.name ?? text;
  };
}
