import {
  type CSSVariablesResolver,
  createTheme,
  type DrawerProps,
  type InputWrapperProps,
  type MenuProps,
  type ModalProps,
  type SwitchProps,
  type TabsProps,
} from "@mantine/core";

/** What a component has unless a page says otherwise. The component is named, not imported: it loads with its page. */
const withDefaults = <P>(defaultProps: Partial<P>) => ({ defaultProps });

/** Density and type of the "calm instrument": 13 px text, 30 px controls (40 px under a finger), lines instead of shadows. */
export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
  fontSizes: { xs: "12px", sm: "13px", md: "13px", lg: "15px", xl: "18px" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.45", lg: "1.4", xl: "1.3" },
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: "600" },
  radius: { xs: "2px", sm: "4px", md: "8px", lg: "8px", xl: "12px" },
  defaultRadius: "sm",
  primaryColor: "indigo",
  primaryShade: { light: 7, dark: 8 },
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
  components: {
    Input: { vars: () => ({ wrapper: { "--input-height": "var(--sb-control)" } }) },
    // The hint stands under its field: fields of a row stay on one line, however long their hints are.
    InputWrapper: withDefaults<InputWrapperProps>({
      inputWrapperOrder: ["label", "input", "error", "description"],
    }),
    Button: {
      vars: () => ({ root: { "--button-height": "var(--sb-control)", "--button-padding-x": "12px" } }),
    },
    // Without this the empty focus target inside role=menu is a critical finding of axe.
    Menu: withDefaults<MenuProps>({
      withInitialFocusPlaceholder: false,
      shadow: "sm",
      transitionProps: { duration: 80 },
    }),
    // The window never scrolls, only what is in it: to lock it would style the whole page anew, 200 ms on a slow phone.
    Modal: withDefaults<ModalProps>({
      lockScroll: false,
      transitionProps: { duration: 120 },
      radius: "md",
      closeButtonProps: { "aria-label": "Close" },
      closeOnEscape: false,
    }),
    Drawer: withDefaults<DrawerProps>({
      lockScroll: false,
      position: "right",
      transitionProps: { duration: 120 },
      closeButtonProps: { "aria-label": "Close" },
      closeOnEscape: false,
    }),
    // 24 px high: the least that a finger can be asked to hit.
    Switch: withDefaults<SwitchProps>({ size: "md" }),
    Tabs: withDefaults<TabsProps>({ keepMounted: false }),
  },
});

const light = {
  "--mantine-color-body": "#ffffff",
  "--mantine-color-text": "#1b1f24",
  "--mantine-color-dimmed": "#5c636a",
  "--mantine-color-placeholder": "#6b7280",
  "--mantine-color-anchor": "#3730a3",
  "--mantine-color-error": "#c92a2a",
  "--mantine-color-default-border": "#d5d9de",
  "--sb-line": "#e3e6ea",
  "--sb-sunken": "#f7f8fa",
  "--sb-selected": "#eef2ff",
  "--sb-active": "#3730a3",
  "--sb-negative": "#b42318",
  "--sb-ok": "#05543c",
  "--sb-ok-bg": "#d3f5e6",
  "--sb-bad": "#8f1d1d",
  "--sb-bad-bg": "#ffe3e3",
  "--sb-warn": "#663c00",
  "--sb-warn-bg": "#fff0d1",
  "--sb-neutral": "#3a4046",
  "--sb-neutral-bg": "#eef0f2",
};

const dark = {
  "--mantine-color-body": "#242424",
  "--mantine-color-text": "#e6e7e9",
  "--mantine-color-dimmed": "#a6a9b0",
  "--mantine-color-placeholder": "#9aa0a8",
  "--mantine-color-anchor": "#a5b4fc",
  "--mantine-color-error": "#ff9d9d",
  "--mantine-color-default-border": "#44474d",
  "--sb-line": "#33353a",
  "--sb-sunken": "#1f1f20",
  "--sb-selected": "#262a4d",
  "--sb-active": "#a5b4fc",
  "--sb-negative": "#ffa8a8",
  "--sb-ok": "#8ee4bd",
  "--sb-ok-bg": "#12352a",
  "--sb-bad": "#ffb3b3",
  "--sb-bad-bg": "#4a1f1f",
  "--sb-warn": "#ffd98a",
  "--sb-warn-bg": "#40310f",
  "--sb-neutral": "#d0d3d8",
  "--sb-neutral-bg": "#34373c",
};

/** Mantine's own dimmed, placeholder and error colours miss 4.5:1; these pairs were measured against it. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light, dark });
