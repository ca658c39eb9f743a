/** Currencies a cost is entered in, the organisation's own first. */
export const CURRENCIES = ["CNY", "TWD", "HKD", "USD", "EUR", "JPY"] as const;

/** How many decimals an amount in a currency has; two for one nobody knows. */
export function decimalsOf(currency: string): number {
  try {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** Minor units of an amount typed in major ones; nothing for what is no amount of that currency. */
export function minorOf(typed: string, currency: string): number | undefined {
  const decimals = decimalsOf(currency);
  const found = /^(\d{1,12})(?:\.(\d+))?$/.exec(typed.trim());
  if (found === null) return undefined;
  const [, whole = "", fraction = ""] = found;
  if (fraction.length > decimals) return undefined;
  return Number(whole) * 10 ** decimals + Number(fraction.padEnd(decimals, "0") || "0");
}

/** An amount as a person reads it: `1,200.00 CNY`. */
export function money(minor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  const amount = (minor / 10 ** decimals).toLocaleString("en", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return `${amount} ${currency}`.trim();
}
