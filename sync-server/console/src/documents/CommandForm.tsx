import { Form, type FormInstance } from "antd";
import type { ReactNode } from "react";

import type { Asked } from "../api/documents";
import type { FormView } from "../api/types";
import { useZone } from "../ui/moment";
import { FormField } from "./FormField";
import { askedBy, type Typed } from "./values";

interface Props {
  /** What it asks for, as the server described it. */
  asks: FormView;
  /** The kind of the document it is asked of. */
  kind: string;
  form: FormInstance<Typed>;
  onAsk: (asked: Asked) => void;
  /** Told once something was typed. */
  onTyped: () => void;
  /** What stands below the fields. */
  children?: ReactNode;
}

/** The form of any command. What is typed stays until the server has carried it out. */
export function CommandForm({ asks, kind, form, onAsk, onTyped, children }: Props) {
  const zone = useZone();
  return (
    <Form<Typed>
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={(typed) => onAsk(askedBy(asks, typed, zone))}
      onValuesChange={onTyped}
    >
      {(asks.fields ?? []).map((field) => (
        <FormField key={field.name} field={field} kind={kind} />
      ))}
      {children}
    </Form>
  );
}
