package io.trunkline.genesys;

/** What an endpoint does with its resource: the only list of operations. */
public enum GenesysOperation {
  /**
   * Makes the object be as the body says: looks, creates what is missing, changes only what
   * differs.
   */
  ENSURE,
  /** Waits until an object that the platform makes by itself can be seen. */
  AWAIT,
  /**
   * One object by name over all pages; an empty body when there is none, refused when there are
   * two.
   */
  FIND,
  /** One object by id; an empty body when there is none. */
  GET,
  /** All objects over all pages, as a JSON array. */
  LIST,
  /** Asks an analytics resource with the query in the body. */
  QUERY,
  /** One page of a job's results; page size and cursor are query parameters. */
  RESULTS,
  /** Creates from the body. */
  CREATE,
  /** Replaces the object by the body. */
  UPDATE,
  /** Deletes by id and waits until the object is gone. */
  DELETE,
  /**
   * Takes one write of a run back: the body is the write as the journal keeps it. Deletes what it
   * made, gives an updated object its former values, leaves alone what others changed since.
   */
  REVERT,
  /** One call with the endpoint's method and path. */
  CALL
}
