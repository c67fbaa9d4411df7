import { createDatabase } from '@soul-kg-crm/database';
import { giveNewPassword } from '../auth/new-password.ts';
import { readDatabaseUrl } from '../env.ts';

// Gives somebody who has forgotten theirs another password: new-password.ts <email>

const [email, ...more] = process.argv.slice(2);
if (!email || more.length > 0) {
  console.error('Usage: npm run password -- <email>');
  process.exitCode = 1;
} else {
  await using database = createDatabase({ url: readDatabaseUrl(), maxConnections: 1 });
  const password = await giveNewPassword(database, email);
  if (password === null) {
    console.error(`Nobody signs in as ${email}.`);
    process.exitCode = 1;
  } else {
    console.log(`The new password of ${email} is: ${password}`);
    console.log('All browsers are signed out. Another password is chosen under Your account.');
  }
}
