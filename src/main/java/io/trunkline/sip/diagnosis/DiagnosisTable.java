package io.trunkline.sip.diagnosis;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The truth table of the two-sided diagnosis: our view gives the row, Genesys' view the column. */
public final class DiagnosisTable {
  private static final String TABLE =
      """
      ours                | UP                 | REGISTER_DOWN     | DOWN                | UNKNOWN
      UP                  | HEALTHY            | TRUNK_CREDENTIALS | ALLOW_LIST_OR_ROUTE | GOOD_FROM_HERE
      CREDENTIALS_REFUSED | OUR_CREDENTIALS    | CREDENTIALS       | CREDENTIALS         | CREDENTIALS
      TURNED_AWAY         | CHECK_TURNED_AWAY  | ACCOUNT_OR_DOMAIN | ACCOUNT_OR_DOMAIN   | ACCOUNT_OR_DOMAIN
      FAULTY              | CARRIER_UNSTEADY   | CARRIER_FAULT     | CARRIER_FAULT       | CARRIER_FAULT
      TLS_BROKEN          | CERTIFICATE_UNSEEN | CERTIFICATE       | CERTIFICATE         | CERTIFICATE
      SILENT              | OUR_PATH           | TRUNK_CREDENTIALS | CARRIER_DOWN        | BAD_FROM_HERE
      UNREACHABLE         | OUR_PATH           | TRUNK_CREDENTIALS | CARRIER_DOWN        | BAD_FROM_HERE
      UNKNOWN             | GENESYS_ONLY_UP    | TRUNK_CREDENTIALS | GENESYS_ONLY_DOWN   | UNKNOWN
      """;

  private static final Map<OurView, Map<GenesysView, Diagnosis>> ROWS = read();

  private DiagnosisTable() {}

  private static Map<OurView, Map<GenesysView, Diagnosis>> read() {
    List<List<String>> cells =
        TABLE.lines().map(line -> List.of(line.strip().split("\\s*\\|\\s*"))).toList();
    List<String> columns = cells.get(0);
    Map<OurView, Map<GenesysView, Diagnosis>> rows = new EnumMap<>(OurView.class);
    for (List<String> row : cells.subList(1, cells.size())) {
      Map<GenesysView, Diagnosis> found = new EnumMap<>(GenesysView.class);
      for (int i = 1; i < columns.size(); i++) {
        found.put(GenesysView.valueOf(columns.get(i)), Diagnosis.valueOf(row.get(i)));
      }
      rows.put(OurView.valueOf(row.get(0)), found);
    }
    return rows;
  }

  /** The diagnosis for these two views. */
  public static Diagnosis of(OurView ours, GenesysView theirs) {
    Map<GenesysView, Diagnosis> row = ROWS.getOrDefault(ours, Map.of());
    Diagnosis found = row.get(theirs);
    if (found == null) {
      throw new IllegalStateException("the table has no entry for " + ours + " and " + theirs);
    }
    return found;
  }
}
