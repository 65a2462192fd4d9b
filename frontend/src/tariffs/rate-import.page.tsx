export const RateImportPage = () => null;
