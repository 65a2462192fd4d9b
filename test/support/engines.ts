import { replaceSend, type Send } from "../../functions/platform/table.ts";
import { MemoryTable } from "../sim/memory-table.ts";

/**
 * What a store test runs on: the engine that the run was started with (dynoxide, or DynamoDB Local with LOCAL_DDB=java),
 * and the simulator's table. `use` puts it in place until the returned function is called.
 */
export const engines: { engine: string; use: () => () => void }[] = [
  { engine: "the engine", use: () => () => undefined },
  {
    engine: "the simulator's table",
    use: () => {
      const { send } = new MemoryTable();
      return replaceSend(() => send as Send);
    },
  },
];
