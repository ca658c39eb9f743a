import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The server a developer works against: `jobsheet serve` on its default port.
const server = process.env.CONSOLE_SERVER ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2022",
    // Ant Design alone is about 1 MB before compression; it changes rarely, so it gets a file of its own that browsers
    // keep while the console's code changes.
    chunkSizeWarningLimit: 1300,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: "react",
              test: /node_modules[\\/](react|react-dom|react-router|scheduler|@tanstack)[\\/]/,
            },
            {
              name: "antd",
              test: /node_modules[\\/](antd|@ant-design|@rc-component|rc-[a-z-]+|dayjs)[\\/](?!.*locale)/,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": server, "/health": server } },
  test: { environment: "node", include: ["src/**/*.test.ts", "src/**/*.test.tsx"] },
});
