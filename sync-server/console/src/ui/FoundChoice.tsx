import { useState } from "react";

import { Choice } from "./Choice";

interface Option {
  value: string;
  label: string;
}

interface Props {
  id?: string;
  value?: string;
  onChange?: (value: string) => void;
  label: string;
  options: Option[];
  onSearch: (typed: string) => void;
  placeholder: string;
  allowClear?: boolean;
}

/** A choice among what the server found; what is chosen stays named when the next search does not find it. */
export function FoundChoice({ options, onSearch, onChange, ...rest }: Props) {
  const [chosen, setChosen] = useState<Option>();
  const others = options.filter(({ value }) => value !== chosen?.value);
  const shown = chosen === undefined ? others : [chosen, ...others];
  return (
    <Choice
      {...rest}
      options={shown}
      showSearch={{ filterOption: false, onSearch }}
      onChange={(id: string) => {
        setChosen(shown.find(({ value }) => value === id));
        onChange?.(id);
      }}
    />
  );
}
