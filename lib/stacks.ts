import type { App } from "aws-cdk-lib";
import { ApiStack } from "./api-stack.ts";
import { DataStack } from "./data-stack.ts";
import { EdgeStack } from "./edge-stack.ts";
import { JobsStack } from "./jobs-stack.ts";
import { RatingStack } from "./rating-stack.ts";
import type { StageSettings } from "./stage.ts";
import { WatchStack } from "./watch-stack.ts";
import { WebStack } from "./web-stack.ts";

/** Every stack of one stage, in the order in which they depend on each other. */
export function addStacks(app: App, stage: StageSettings) {
  const id = (name: string) => `Switchbook-${stage.name}-${name}`;
  const web = new WebStack(app, id("Web"), stage);
  const data = new DataStack(app, id("Data"), stage, web.publicUrl);
  const api = new ApiStack(app, id("Api"), stage, web, data);
  const rating = new RatingStack(app, id("Rating"), stage, data, web.publicUrl);
  const jobs = new JobsStack(app, id("Jobs"), stage, data, web.publicUrl);
  const watch = new WatchStack(app, id("Watch"), stage, { web, data, rating });
  const edge = stage.firewall ? { edge: new EdgeStack(app, id("Edge"), stage) } : {};
  return { web, data, api, rating, jobs, watch, ...edge };
}
