/** One thing wrong with a request body: `path` leads to the field, as in `components.0.label`. */
export type Problem = {
  readonly path: readonly string[];
  readonly code: string;
  readonly message: string;
};

/** A request that Discord answers with an error; `code` is Discord's own, from its list of JSON error codes. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  readonly problems: readonly Problem[];

  constructor(status: number, code: number, message: string, problems: readonly Problem[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.problems = problems;
  }

  /** The body Discord would send. */
  get body(): unknown {
    const { code, message } = this;
    return this.problems.length === 0
      ? { message, code }
      : { message, code, errors: errorTree(this.problems) };
  }
}

type Tree = { [key: string]: Tree | { code: string; message: string }[] };

function errorTree(problems: readonly Problem[]): Tree {
  const root: Tree = {};
  for (const { path, code, message } of problems) {
    let node = root;
    for (const key of path) {
      const next = node[key];
      node = next !== undefined && !Array.isArray(next) ? next : addBranch(node, key);
    }
    const errors = Array.isArray(node._errors) ? node._errors : [];
    node._errors = [...errors, { code, message }];
  }
  return root;
}

function addBranch(node: Tree, key: string): Tree {
  const branch: Tree = {};
  node[key] = branch;
  return branch;
}

/** The 400 for a body that breaks the rules. */
export function invalidBody(problems: readonly Problem[]): ApiError {
  return new ApiError(400, 50035, 'Invalid Form Body', problems);
}

export const unknownChannel = () => new ApiError(404, 10003, 'Unknown Channel');
export const unknownMessage = () => new ApiError(404, 10008, 'Unknown Message');
export const unknownUser = () => new ApiError(404, 10013, 'Unknown User');
export const unknownWebhook = () => new ApiError(404, 10015, 'Unknown Webhook');
export const unknownInteraction = () => new ApiError(404, 10062, 'Unknown interaction');
export const alreadyAcknowledged = () =>
  new ApiError(400, 40060, 'Interaction has already been acknowledged.');
export const expiredToken = () => new ApiError(401, 50027, 'Invalid Webhook Token');
export const missingAccess = () => new ApiError(403, 50001, 'Missing Access');
export const missingPermissions = () => new ApiError(403, 50013, 'Missing Permissions');
export const emptyMessage = () => new ApiError(400, 50006, 'Cannot send an empty message');
