import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { type AnyRouter, RouterProvider } from "@tanstack/react-router";
import { queryClient } from "./query-client.ts";
import { cssVariables, theme } from "./ui/theme.ts";
import { ZoneProvider } from "./ui/zone.tsx";

const colorScheme = localStorageColorSchemeManager({ key: "switchbook-color-scheme" });

/** Everything that every page stands in: theme, time zone, cache of the API's answers, routes. */
export function App({ router }: { router: AnyRouter }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
    >
      <ZoneProvider>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ZoneProvider>
    </MantineProvider>
  );
}
