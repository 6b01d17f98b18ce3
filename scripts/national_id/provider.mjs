// The practice provider of the national ID: a certified OpenID Connect provider with fictitious cards.
// node scripts/national_id/provider.mjs PORT ORIGIN…
//   ORIGIN: where the portal is, for example http://127.0.0.1:8000
//   NENKIN_NATIONAL_ID_CLIENT_ID and NENKIN_NATIONAL_ID_CLIENT_SECRET: the same as the portal's.
// It keeps everything in memory: keys, open sign-ins and locked cards are new after each start. The subjects stay.

import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Provider } from 'oidc-provider';
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js';

import { claimsOf, PIN, readCards, readWithPin, TRIES } from './cards.mjs';
import * as screens from './screens.mjs';

const [port, ...portals] = process.argv.slice(2);
const clientId = process.env.NENKIN_NATIONAL_ID_CLIENT_ID;
const clientSecret = process.env.NENKIN_NATIONAL_ID_CLIENT_SECRET;
if (!/^\d+$/.test(port ?? '') || !portals.length || !clientId || !clientSecret) {
  console.error('provider: needs PORT, ORIGIN…, and NENKIN_NATIONAL_ID_CLIENT_ID and _CLIENT_SECRET');
  process.exit(2);
}
const ISSUER = `http://127.0.0.1:${port}`;
const SERVICE = '年金の画面(練習用)';
const UI = new URL('../../nenkin/ui/static/ui/', import.meta.url);
const FILES = {
  '/app.css': ['text/css', readFileSync(new URL('app.css', UI))],
  '/icon.svg': ['image/svg+xml', readFileSync(new URL('icon.svg', UI))],
};
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
  + `form-action 'self' ${portals.join(' ')}`;

const cards = readCards();
const consents = new Map(); // card id → the grant it once gave

function signingKeys() {
  const make = (type, options, more) => ({
    ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }),
    use: 'sig', kid: randomBytes(8).toString('hex'), ...more,
  });
  return [make('ec', { namedCurve: 'P-256' }, { alg: 'ES256' }), make('rsa', { modulusLength: 2048 }, { alg: 'RS256' })];
}

const provider = new Provider(ISSUER, {
  sectorIdentifierUriValidate: () => false, // the client stands here, with all its addresses
  adapter: createMemoryAdapter(0),
  clients: [{
    client_id: clientId,
    client_secret: clientSecret,
    client_name: SERVICE,
    redirect_uris: portals.map((origin) => `${origin}/national-id/callback/`),
    sector_identifier_uri: 'https://portal.invalid/', // one portal under several names (127.0.0.1, localhost)
    response_types: ['code'],
    grant_types: ['authorization_code'],
    id_token_signed_response_alg: process.env.NATIONAL_ID_ALGORITHM || 'ES256',
    subject_type: 'pairwise',
  }],
  jwks: { keys: signingKeys() },
  scopes: ['openid'],
  claims: { profile: ['name', 'name#ja-Kana-JP', 'birthdate', 'gender'], address: ['address'] },
  subjectTypes: ['pairwise'],
  // The same person is another subject at another service, and the same one here after a new start.
  pairwiseIdentifier: (ctx, id, client) => createHmac('sha256', 'practice subjects').update(`${client.clientId}\0${id}`).digest('base64url'),
  responseTypes: ['code'],
  pkce: { required: () => true },
  enabledJWA: { idTokenSigningAlgValues: ['ES256', 'RS256'] },
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
  cookies: {
    keys: [randomBytes(32).toString('base64url')],
    names: { session: 'card_session', interaction: 'card_interaction', resume: 'card_resume' },
  },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  ttl: { AuthorizationCode: 60, AccessToken: 120, IdToken: 120, Interaction: 900, Session: 900, Grant: 86400 },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => claimsOf(cards.get(id)) }),
  // Who agreed once is not asked again.
  loadExistingGrant: (ctx) => {
    const id = ctx.oidc.result?.consent?.grantId ?? consents.get(ctx.oidc.session.accountId);
    return id ? ctx.oidc.provider.Grant.find(id) : undefined;
  },
  renderError: (ctx, out) => show(ctx, screens.failure(out.error), ctx.status),
});

function show(ctx, html, status = 200) {
  ctx.status = status;
  ctx.type = 'html';
  ctx.set({
    'Content-Security-Policy': POLICY,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
  });
  ctx.body = html;
}

async function fields(ctx) {
  let text = '';
  for await (const part of ctx.req) {
    text += part;
    if (text.length > 10_000) ctx.throw(413);
  }
  return new URLSearchParams(text);
}

function signInScreen(ctx, uid, more = {}) {
  show(ctx, screens.signIn({ uid, cards: [...cards.values()], service: SERVICE, pin: PIN, ...more }));
}

async function card(ctx, { uid }) {
  const sent = await fields(ctx);
  const chosen = cards.get(sent.get('card'));
  const pin = (sent.get('pin') ?? '').normalize('NFKC').replace(/\s/g, '');
  if (!chosen) return signInScreen(ctx, uid, { field: 'card', problem: '読み取るカードを選んでください。' });
  if (!/^\d{4}$/.test(pin)) {
    return signInScreen(ctx, uid, { chosen: chosen.id, field: 'pin', problem: '暗証番号は数字4つです。もう一度入れてください。' });
  }
  switch (readWithPin(chosen, pin)) {
    case 'ok': return finish(ctx, { login: { accountId: chosen.id, remember: false } });
    case 'expired': return show(ctx, screens.expired({ uid, card: chosen }));
    case 'locked': return show(ctx, screens.locked({ uid, card: chosen }));
    default: {
      const problem = `暗証番号がちがいます。あと${TRIES - chosen.wrong}回まちがえると、カードに鍵がかかります。`;
      return signInScreen(ctx, uid, { chosen: chosen.id, field: 'pin', problem });
    }
  }
}

async function unlock(ctx, { uid }) {
  const chosen = cards.get((await fields(ctx)).get('card'));
  if (chosen) chosen.wrong = 0;
  ctx.status = 303;
  ctx.redirect(`/interaction/${uid}`);
}

async function consent(ctx, { session, params, prompt }) {
  if (prompt.name !== 'consent') return finish(ctx, {});
  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const grantId = await grant.save();
  consents.set(session.accountId, grantId);
  return finish(ctx, { consent: { grantId } });
}

async function finish(ctx, result) {
  ctx.status = 303;
  ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result));
}

const ACTS = {
  card,
  unlock,
  consent,
  cancel: (ctx) => finish(ctx, { error: 'access_denied', error_description: 'the person cancelled' }),
  expired: (ctx) => finish(ctx, {
    error: 'unmet_authentication_requirements', error_description: 'the certificate of the card has expired',
  }),
};

provider.use(async (ctx, next) => {
  if (ctx.method === 'GET' && FILES[ctx.path]) {
    [ctx.type, ctx.body] = FILES[ctx.path];
    return;
  }
  // A card is read each time: nobody is still signed in here from before.
  if (ctx.path === '/auth') ctx.req.headers.cookie = (ctx.req.headers.cookie ?? '').replace(/\bcard_session(\.\w+)?=[^;]*;?/g, '');
  const [, uid, act] = /^\/interaction\/([\w-]+)(?:\/(\w+))?$/.exec(ctx.path) ?? [];
  if (!uid) return next();
  try {
    const interaction = await provider.interactionDetails(ctx.req, ctx.res);
    if (ctx.method === 'POST' && Object.hasOwn(ACTS, act)) return await ACTS[act](ctx, interaction);
    if (ctx.method !== 'GET' || act || uid !== interaction.uid) return show(ctx, screens.failure('not_found'), 404);
    if (interaction.prompt.name === 'login') return signInScreen(ctx, uid);
    return show(ctx, screens.consent({ uid, card: cards.get(interaction.session.accountId), service: SERVICE }));
  } catch (error) {
    if (!error.expose) throw error;
    return show(ctx, screens.failure(error.error ?? 'invalid_request'), error.status ?? 400);
  }
});

const server = provider.listen(Number(port), '127.0.0.1', () => console.log(`Practice national ID on ${ISSUER}`));
server.on('error', (error) => {
  console.error(`provider: cannot listen on port ${port}: ${error.code}`);
  process.exit(1);
});
