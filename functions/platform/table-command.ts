import type {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";

export type TableCommand =
  | BatchGetCommand
  | DeleteCommand
  | GetCommand
  | PutCommand
  | QueryCommand
  | TransactGetCommand
  | TransactWriteCommand
  | UpdateCommand;

/** Everything the product says to its table goes through one of these. */
export type Send = (command: TableCommand) => Promise<unknown>;
