import { Checkbox, Empty, Input, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { StaffView } from "../api/types";

/** Who goes and who of them answers for the job. */
export interface Team {
  technicians: string[];
  lead: string | undefined;
}

interface Props {
  people: StaffView[];
  value?: Team;
  onChange?: (team: Team) => void;
}

/** More people than this are searched, not scanned. */
const SCANNED = 8;

/** The team after somebody was ticked or unticked: the first one ticked leads until another is chosen. */
export function toggled({ technicians, lead }: Team, user: string): Team {
  const rest = technicians.filter((other) => other !== user);
  if (rest.length === technicians.length) return { technicians: [...technicians, user], lead: lead ?? user };
  return { technicians: rest, lead: lead === user ? rest[0] : lead };
}

/** A list to tick technicians in, each with what they are qualified for, and one of them as lead. */
export function TeamPicker({ people, value = { technicians: [], lead: undefined }, onChange }: Props) {
  const { t } = useTranslation();
  const [sought, setSought] = useState("");
  const shown = people.filter(({ name }) => name.toLowerCase().includes(sought.trim().toLowerCase()));
  return (
    <div role="group" aria-label={t("field.technicians")} className="stack tight">
      {people.length > SCANNED ? (
        <Input
          allowClear
          placeholder={t("assign.search")}
          aria-label={t("assign.search")}
          onChange={(event) => setSought(event.target.value)}
        />
      ) : null}
      <ul className="people">
        {shown.map((person) => (
          <li key={person.user}>
            <Checkbox
              checked={value.technicians.includes(person.user)}
              onChange={() => onChange?.(toggled(value, person.user))}
              data-technician={person.user}
            >
              {person.name} <Qualifications person={person} />
            </Checkbox>
            {value.technicians.includes(person.user) ? (
              <Radio
                checked={value.lead === person.user}
                onChange={() => onChange?.({ ...value, lead: person.user })}
                aria-label={t("event.asLead", { name: person.name })}
              >
                {t("field.lead")}
              </Radio>
            ) : null}
          </li>
        ))}
      </ul>
      {shown.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("assign.nobody")} />
      ) : null}
    </div>
  );
}

function Qualifications({ person: { qualifications } }: { person: StaffView }) {
  const { t } = useTranslation();
  const families = qualifications.map(({ family }) => (family === "*" ? t("assign.everything") : family));
  return <span className="soft">{families.join(", ") || t("assign.unqualified")}</span>;
}
