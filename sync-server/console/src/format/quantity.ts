/** Thousandths of a unit as a person writes them: `2`, `1.5`, `0.125`. */
export function quantity(milli: number): string {
  return (milli / 1000).toFixed(3).replace(/\.?0+$/, "");
}

/** One line for lists, from the first words of a longer text. */
export function titleOf(text: string, longest = 60): string {
  const line = text.trim().split(/\n/)[0] ?? "";
  const characters = Array.from(line);
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join("")}…`;
}
