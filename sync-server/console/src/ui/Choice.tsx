import { Select, type SelectProps } from "antd";
import { useId } from "react";

interface Props extends SelectProps<string> {
  /** What is chosen, for readers of the screen: the field's label. */
  label: string;
}

/**
 * A drop-down list. Ant Design leaves the list that screen readers are pointed to without a name; it gets the field's
 * when it opens.
 */
export function Choice({ label, id, ...rest }: Props) {
  const own = useId();
  const field = id ?? own;
  const name = (open: boolean) => {
    if (open)
      requestAnimationFrame(() =>
        document.getElementById(`${field}_list`)?.setAttribute("aria-label", label),
      );
  };
  return <Select<string> {...rest} id={field} aria-label={label} onOpenChange={name} />;
}
