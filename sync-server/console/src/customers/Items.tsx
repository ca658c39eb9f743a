import { DeleteOutlined, EditOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Popconfirm } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { newId } from "../api/id";
import { useCustomerCommand } from "../api/queries";
import type { CustomerView } from "../api/types";
import { Choose } from "../ui/Choose";
import { Nothing, Panel } from "../ui/Page";
import { ProblemNote } from "../ui/problem";
import { ItemDialog, type ItemField } from "./ItemDialog";
import { conflictAt, type Typed } from "./values";

/** One contact or site, as its panel shows and edits it. */
export interface Item {
  id: string;
  name: string;
  typed: Typed;
  shown: ReactNode;
}

interface Props {
  customer: CustomerView;
  collection: "contact" | "site";
  title: string;
  /** What one of them is called. */
  one: string;
  fields: ItemField[];
  items: Item[];
}

/** The contacts or the sites of a customer: added, changed and taken off their list. */
export function Items({ customer, collection, title, one, fields, items }: Props) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<Pick<Item, "id" | "typed"> & { isNew: boolean }>();
  const current = items.find(({ id }) => id === edited?.id)?.typed ?? edited?.typed;
  return (
    <Panel
      title={title}
      extra={
        <Button
          size="small"
          type="text"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => setEdited({ id: newId(), typed: {}, isNew: true })}
        >
          {t("common.add", { what: one })}
        </Button>
      }
    >
      {items.length === 0 ? <Nothing /> : null}
      {items.map((item) => (
        <Line
          key={item.id}
          {...{ customer, collection, fields, item }}
          onEdit={() => setEdited({ ...item, isNew: false })}
        />
      ))}
      {edited === undefined ? null : (
        <ItemDialog
          customer={customer.id}
          collection={collection}
          id={edited.id}
          title={edited.isNew ? t("common.add", { what: one }) : t("common.edit", { what: one })}
          fields={fields}
          before={edited.typed}
          now={current ?? {}}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Panel>
  );
}

type LineProps = Pick<Props, "customer" | "collection" | "fields"> & { item: Item; onEdit: () => void };

function Line({ customer, collection, fields, item, onEdit }: LineProps) {
  const { t } = useTranslation();
  const command = useCustomerCommand(customer.id);
  const what = item.name || item.id;
  return (
    <div className="member">
      <div className="row spread" style={{ flexWrap: "nowrap", alignItems: "flex-start" }}>
        <div style={{ minWidth: 0 }}>{item.shown}</div>
        <span className="row tight" style={{ flexWrap: "nowrap" }}>
          <Button
            size="small"
            type="text"
            icon={<EditOutlined aria-hidden />}
            aria-label={t("common.edit", { what })}
            onClick={onEdit}
          />
          <Popconfirm
            title={t("customer.removeSure", { what })}
            onConfirm={() => command.mutate({ remove_item: { collection, id: item.id } })}
          >
            <Button
              size="small"
              type="text"
              danger
              loading={command.isPending}
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t("common.remove", { what })}
            />
          </Popconfirm>
        </span>
      </div>
      {fields.map(({ register, label }) => {
        const values = conflictAt(customer.conflicts, `item/${collection}/${item.id}/${register}`);
        return values.length < 2 ? null : (
          <div key={register}>
            <span className="soft">{label}</span>
            <Choose
              values={values}
              pending={command.isPending}
              onChoose={({ value }) =>
                command.mutate({ set_fields: { collection, id: item.id, fields: { [register]: value } } })
              }
            />
          </div>
        );
      })}
      <ProblemNote error={command.error} />
    </div>
  );
}
