package io.trunkline.provisioning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.genesys.FailedCall;
import io.trunkline.genesys.GenesysException;
import io.trunkline.genesys.OrgSettingsException;
import io.trunkline.run.RunProblems;
import org.apache.camel.CamelExchangeException;

/** Describes what steps throw, with field, value, fix and correlation id where there are any. */
public final class ProvisioningProblems implements RunProblems {
  @Override
  public ObjectNode describe(Throwable error) {
    Throwable cause = error.getCause();
    // A split that stops wraps what stopped it.
    if (error instanceof CamelExchangeException && cause != null) {
      return describe(cause);
    }
    if (error instanceof GenesysException failure) {
      return genesys(failure);
    }
    if (error instanceof SecretMissingException missing) {
      return RunProblems.plain(error).put("fix", missing.fix());
    }
    if (error instanceof OrgSettingsException settings) {
      return RunProblems.plain(error).put("fix", settings.fix());
    }
    return RunProblems.plain(error);
  }

  private static ObjectNode genesys(GenesysException failure) {
    FailedCall call = failure.call();
    ObjectNode problem = RunProblems.plain(failure);
    problem.put("fix", failure.fix());
    problem.put("call", call.method() + " " + call.path());
    if (call.status() > 0) {
      problem.put("status", call.status());
    }
    if (call.field() != null) {
      problem.put("field", call.field());
    }
    if (call.value() != null) {
      problem.put("value", call.value());
    }
    if (call.code() != null) {
      problem.put("rule", call.code());
    }
    if (call.correlationId() != null) {
      problem.put("correlationId", call.correlationId());
    }
    return problem;
  }
}
