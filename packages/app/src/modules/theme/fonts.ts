/** Inter comes with the portal; the rest stand in until it is there. */
export const fontFamily = "'Inter Variable', system-ui, sans-serif";

export const monospaceFamily =
  "ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace";
