// Genesys' JavaScript SDK, unmodified, pointed at a simulator by its own gateway setting.
import sdk from 'purecloud-platform-client-v2';

const port = Number(process.env.SIMULATOR_PORT);
if (!port) {
  throw new Error('set SIMULATOR_PORT to the port of a running simulator');
}

const client = sdk.ApiClient.instance;
client.setGateway({ host: '127.0.0.1', protocol: 'http', port });

export async function logIn(id = 'simulator', secret = 'simulator') {
  await client.loginClientCredentialsGrant(id, secret);
}

// A call that must fail; gives what the SDK rejects with.
export async function rejection(call) {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('the call succeeded although it must not');
}

export const unique = (name) => `${name} ${process.hrtime.bigint()}`;

export const locations = new sdk.LocationsApi();
export const edges = new sdk.TelephonyProvidersEdgeApi();
export const products = new sdk.AuthorizationApi();
export const organizations = new sdk.OrganizationApi();
export const telephony = new sdk.TelephonyApi();
export const topics = new sdk.NotificationsApi();
export const utilities = new sdk.UtilitiesApi();
export const tokens = new sdk.TokensApi();
