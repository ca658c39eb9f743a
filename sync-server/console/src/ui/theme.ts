import type { ThemeConfig } from "antd";

/** Quiet colours with at least 4.5:1 contrast for everything that is read. */
export const consoleTheme: ThemeConfig = {
  token: {
    colorPrimary: "#17588a",
    colorInfo: "#17588a",
    colorLink: "#17588a",
    colorError: "#a8261c",
    colorWarning: "#8a5a00",
    colorSuccess: "#256b38",
    // What Ant Design derives from dark signal colours is muddy.
    colorSuccessBg: "#edf7ef",
    colorSuccessBorder: "#a9d3b3",
    colorWarningBg: "#fdf4e0",
    colorWarningBorder: "#e6cf9d",
    colorErrorBg: "#fdeeec",
    colorErrorBorder: "#eab5af",
    colorInfoBg: "#eaf3fa",
    colorInfoBorder: "#b3d1e8",
    colorText: "#17232f",
    colorTextSecondary: "#465564",
    colorTextTertiary: "#5a6977",
    colorTextDescription: "#52616f",
    colorTextPlaceholder: "#66747f",
    colorBorder: "#c4ced8",
    colorBorderSecondary: "#dfe5eb",
    colorBgLayout: "#f2f4f7",
    borderRadius: 6,
    fontSize: 13,
    controlHeight: 30,
    controlHeightSM: 24,
    padding: 14,
    paddingLG: 18,
    motionDurationMid: "0.12s",
    motionDurationSlow: "0.16s",
    // System fonts only: nothing is fetched from elsewhere, and each language gets its own glyphs through `lang`.
    fontFamily:
      'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans", sans-serif',
  },
  components: {
    Alert: { withDescriptionIconSize: 18, withDescriptionPadding: "10px 14px", fontSizeLG: 13 },
    Button: {
      paddingInline: 12,
      contentFontSizeSM: 12.5,
      primaryShadow: "none",
      defaultShadow: "none",
      dangerShadow: "none",
    },
    Table: { headerBg: "#f7f9fb", cellPaddingBlockSM: 7 },
    Modal: { titleFontSize: 15 },
    Form: { itemMarginBottom: 12, labelColor: "#465564", verticalLabelPadding: "0 0 4px" },
  },
};
