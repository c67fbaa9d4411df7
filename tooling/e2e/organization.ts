import { randomInt, randomUUID } from 'node:crypto';

export interface TestOrganization {
  email: string;
  password: string;
  name: string;
  /** The number that this organisation connects. */
  phone: string;
  /** What a browser is given at the sign-up: whoever has it is signed in. */
  cookies: { name: string; value: string; url: string }[];
}

/** Signs up over the API, as the page does. */
export async function newOrganization(
  webUrl: string,
  names: { person?: string; organization?: string } = {},
): Promise<TestOrganization> {
  const mark = randomUUID().slice(0, 8);
  const organization = {
    email: `admin-${mark}@example.com`,
    password: 'a-long-password',
    name: names.organization ?? `Цветы ${mark}`,
    phone: newPhone('+99655'),
  };
  const response = await fetch(`${webUrl}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: webUrl },
    body: JSON.stringify({
      name: names.person ?? 'Асель',
      organizationName: organization.name,
      email: organization.email,
      password: organization.password,
    }),
  });
  if (!response.ok) throw new Error(`sign-up: ${response.status} ${await response.text()}`);
  return { ...organization, cookies: response.headers.getSetCookie().map((line) => cookieOf(line, webUrl)) };
}

function cookieOf(line: string, url: string): { name: string; value: string; url: string } {
  const [pair = ''] = line.split(';');
  const end = pair.indexOf('=');
  return { name: pair.slice(0, end), value: pair.slice(end + 1), url };
}

/** A number that no other test uses. */
export function newPhone(prefix: string): string {
  return `${prefix}${randomInt(1_000_000, 9_000_000)}1`.slice(0, 13);
}
