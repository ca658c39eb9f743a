import { SearchOutlined } from "@ant-design/icons";
import { Input, type InputRef } from "antd";
import { useEffect, useRef, useState } from "react";

import { useKeys } from "./keys";
import { useSettled } from "./useSettled";

interface Props {
  /** What is searched for at first, and again when it changes: the address decides. */
  initial?: string;
  label: string;
  /** Told what to search for once typing pauses. */
  onSearch: (text: string) => void;
}

export const TYPING_PAUSE_MS = 300;

/** A page's search: `/` leads to it, it searches as one types, Escape leaves it. */
export function SearchBox({ initial = "", label, onSearch }: Props) {
  const box = useRef<InputRef>(null);
  const [typed, setTyped] = useState(initial);
  const sought = useSettled(typed.trim(), TYPING_PAUSE_MS);
  const told = useRef(initial);
  useKeys({ "/": () => box.current?.focus({ cursor: "all" }) });
  useEffect(() => {
    if (told.current === initial) return;
    told.current = initial;
    setTyped(initial);
  }, [initial]);
  useEffect(() => {
    if (told.current === sought) return;
    told.current = sought;
    onSearch(sought);
  }, [sought, onSearch]);
  return (
    <Input
      ref={box}
      allowClear
      type="search"
      prefix={<SearchOutlined aria-hidden />}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
      placeholder={label}
      aria-label={label}
      aria-keyshortcuts="/"
      style={{ width: 260 }}
    />
  );
}
