export const TariffPage = () => null;
