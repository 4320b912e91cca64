// The same carrier connections for both sides: as plain objects, and as a connection file.

const number = (index) => `+4930${String(1_000_000 + index)}`;

/** `count` connections that share nothing. */
export function connections(count) {
  return Array.from({ length: count }, (_, index) => ({
    name: `bench-${index}`,
    location: `Bench location ${index}`,
    site: `Bench site ${index}`,
    trunk: `bench-trunk-${index}`,
    sipServer: `sip${index}.carrier.example:5060`,
    terminationIdentifier: `bench-termination-${index}`,
    number: number(index),
  }));
}

/** A connection file that wants what the tutorial's flow makes. */
export function connectionFile(count) {
  return JSON.stringify({
    version: 1,
    connections: connections(count).map((one) => ({
      name: one.name,
      location: {
        name: one.location,
        emergencyNumber: one.number,
        address: {
          street1: 'Musterstr. 1', city: 'Berlin', state: 'BE', zipcode: '10115', country: 'DE',
        },
      },
      site: {
        name: one.site,
        timeZone: 'Europe/Berlin',
        updateWindow: { start: '02:00', end: '05:00', days: ['SA', 'SU'] },
      },
      trunk: {
        name: one.trunk,
        transport: 'udp',
        sipServers: [one.sipServer],
        terminationIdentifier: one.terminationIdentifier,
        allowList: ['198.51.100.7'],
        callerAddress: one.number,
        callerName: 'Bench',
      },
      outboundRoutes: [{
        name: 'Default Outbound Route',
        classifications: ['National', 'International'],
        distribution: 'SEQUENTIAL',
      }],
    })),
  }, null, 1);
}
