import path from 'node:path';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const root = path.join(import.meta.dirname, '../..');

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  transpilePackages: ['@soul-kg-crm/shared'],
  outputFileTracingRoot: root,
  turbopack: { root },
  // The page's own server answers in place of the API; nothing here depends on the place where it is built.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
};

// `npm test` checks the types in a step of its own, which is faster than doing it inside the build.
export default createNextIntlPlugin('./src/i18n/request.ts')(config);
