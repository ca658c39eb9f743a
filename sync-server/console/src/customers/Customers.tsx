import { Button, Empty, Form, Input, Modal, Skeleton, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import { useCustomers, useNewCustomer } from "../api/queries";
import type { CustomerFields, CustomerView } from "../api/types";
import { LANGUAGE_NAMES, LANGUAGES } from "../i18n";
import { Choice } from "../ui/Choice";
import { PageHead } from "../ui/Page";
import { ProblemNote, ProblemPage } from "../ui/problem";
import { SearchBox } from "../ui/SearchBox";

const PAGE_SIZE = 50;

/** The organisation's customers. */
export default function Customers() {
  const { t } = useTranslation();
  const [q, setQ] = useState("");
  const [adding, setAdding] = useState(false);
  const customers = useCustomers(q);
  const columns: TableColumnsType<CustomerView> = [
    {
      title: t("field.name"),
      render: (_, customer) => <Link to={`/customers/${customer.id}`}>{customer.name}</Link>,
    },
    { title: t("field.contact"), render: (_, { contacts }) => contacts[0]?.name },
    { title: t("field.phone"), render: (_, { contacts, phone }) => phone || contacts[0]?.phone },
    { title: t("field.address"), ellipsis: true, render: (_, { sites }) => sites[0]?.address },
    { title: t("field.contract"), dataIndex: "contract" },
  ];
  return (
    <>
      <PageHead title={t("customer.title")}>
        <SearchBox label={t("customer.search")} onSearch={setQ} />
        <span style={{ flex: 1 }} />
        <Button type="primary" onClick={() => setAdding(true)}>
          {t("customer.new")}
        </Button>
      </PageHead>
      <div className="page-body">
        {customers.isPending ? <Skeleton active /> : null}
        {customers.isError && customers.data === undefined ? (
          <ProblemPage error={customers.error} onRetry={() => void customers.refetch()} />
        ) : null}
        {customers.data === undefined ? null : (
          <Table<CustomerView>
            className="panel"
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={customers.data}
            pagination={{ pageSize: PAGE_SIZE, hideOnSinglePage: true }}
            locale={{ emptyText: <Empty description={t("customer.none")} /> }}
          />
        )}
      </div>
      {adding ? <NewCustomerDialog onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function NewCustomerDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const create = useNewCustomer();
  const [form] = Form.useForm<CustomerFields>();
  const save = ({ name, language, phone, contract }: CustomerFields) =>
    create.mutate(
      { name: name.trim(), language, phone: phone?.trim() ?? "", contract: contract?.trim() || null },
      { onSuccess: ({ id }) => void navigate(`/customers/${id}`) },
    );
  return (
    <Modal
      open
      title={t("customer.new")}
      okText={t("common.save")}
      okButtonProps={{ loading: create.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <ProblemNote error={create.error} />
      <Form<CustomerFields>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={save}
        initialValues={{ language: "zh-Hans", phone: "", contract: "" }}
      >
        <Form.Item
          name="name"
          label={t("field.name")}
          rules={[{ required: true, whitespace: true, message: t("common.needed") }]}
        >
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="phone" label={t("field.phone")}>
          <Input inputMode="tel" />
        </Form.Item>
        <Form.Item name="language" label={t("nav.language")}>
          <Choice
            label={t("nav.language")}
            options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          />
        </Form.Item>
        <Form.Item name="contract" label={t("field.contract")}>
          <Input />
        </Form.Item>
      </Form>
    </Modal>
  );
}
