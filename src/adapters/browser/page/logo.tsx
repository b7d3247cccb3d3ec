/** The project's logo; whoever cannot see it reads the name beside it. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="14" fill="#17375e" />
      <path d="M18 26h28v27a4 4 0 0 1-4 4H22a4 4 0 0 1-4-4z" fill="#fff" />
      <path d="M23 37h18v4H23zM23 44h18v3H23zM23 50h11v3H23z" fill="#17375e" />
      <g transform="rotate(-7 32 24)">
        <path
          d="M11 25c-.6-9.8 8.4-16.5 20.5-16.5S52.500 15 52.500 24.500c0 3-1.700 5-4.500 5H15.500c-2.700 0-4.300-1.700-4.500-4.500z"
          fill="#ffbe3d"
        />
        <path
          d="M32 8.500c-4 5-5.500 12-5 20.500M32 8.500c5.500 4.500 8.500 11 9 20"
          fill="none"
          stroke="#17375e"
          stroke-width="1.600"
          stroke-linecap="round"
        />
        <rect x="29" y="6" width="6" height="4.600" rx="2.300" fill="#ffbe3d" />
        <path
          d="M31 29.500c10-2.500 21-1 26.600 4.600 1.500 1.500.4 3.700-1.700 3.400-8.400-1.300-16.400-1.300-24.900-.6-3.900.3-4.500-6.300 0-7.400z"
          fill="#ff9f1c"
        />
      </g>
    </svg>
  );
}
