import { readRecord } from '../receive/json.ts';

/** Whose something is that Slack tells, or that is posted. */
export type Whose = {
  /** The workspaces that may be meant, the likeliest first; none where Slack does not tell. */
  readonly workspaces: readonly string[];
  /** Where the app is installed in a whole organisation: that one, in which the workspaces are. */
  readonly organisation?: string;
  /** The workspace of the person, which need not be in the organisation. */
  readonly home?: string;
};

/**
 * The workspaces that something Slack tells is of: those whose installation of the app is meant. In a channel that two share, the
 * person may be of another, and the `team` of a message is that of the app which posted it (slackapi/java-slack-sdk#1041).
 */
export function readWhose(body: unknown): Whose {
  const { type, authorizations, team_id: own, team, user, view, message } = readRecord(body);
  const authorized = Array.isArray(authorizations) ? authorizations.map(readRecord) : [];
  const organisation = findOrganisation(readRecord(body), authorized);
  const home = readRecord(user).team_id;
  if (organisation !== undefined)
    return {
      workspaces: workspacesWithin(organisation, readRecord(body)),
      organisation,
      ...(isId(home) && { home }),
    };
  const pressed = type === 'block_actions' ? readRecord(message).team : undefined;
  const told = [
    authorized.map(({ team_id }) => team_id),
    [readRecord(view).app_installed_team_id],
    [pressed, own, readRecord(team).id],
    [home],
  ];
  const workspaces = told.map((ids) => ids.filter(isId)).find((ids) => ids.length > 0) ?? [];
  return { workspaces: [...new Set(workspaces)] };
}

type Record = ReturnType<typeof readRecord>;

/** The organisation in which the app is installed as a whole: docs.slack.dev/enterprise/organization-ready-apps */
function findOrganisation(body: Record, authorized: readonly Record[]): string | undefined {
  const whole = authorized.find(({ is_enterprise_install: isWhole }) => isWhole === true);
  const { is_enterprise_install: isWhole, enterprise_id: own, enterprise, view } = body;
  const viewed = readRecord(view).app_installed_team_id;
  // Of what becomes of the app there, Slack need not tell more.
  const isBare = authorized.length === 0 && !isId(body.team_id);
  const told = [
    whole?.enterprise_id,
    ...(isBare ? [own] : []),
    ...(isWhole === true || isWhole === 'true' ? [own, readRecord(enterprise).id] : []),
    ...(isId(viewed) && isOrganisation(viewed) ? [viewed] : []),
  ];
  return told.find(isId);
}

/** Of the workspaces that are told, those that the same breath tells to be in the organisation. */
function workspacesWithin(organisation: string, body: Record): readonly string[] {
  const { team_id: own, enterprise_id: ownOrganisation, team } = body;
  const { id, enterprise_id: organisationOfTeam = readRecord(body.enterprise).id } = readRecord(team);
  const told = [
    ...(ownOrganisation === organisation ? [own] : []),
    ...(organisationOfTeam === organisation ? [id] : []),
  ];
  return [...new Set(told.filter(isId))].filter((one) => !isOrganisation(one));
}

/** Whether an id is that of an organisation, not of one of its workspaces. */
export function isOrganisation(id: string): boolean {
  return id.startsWith('E');
}

function isId(given: unknown): given is string {
  return typeof given === 'string' && given !== '';
}
