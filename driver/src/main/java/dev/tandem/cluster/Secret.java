package dev.tandem.cluster;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.apache.spark.SparkConf;

/** What an application's processes prove themselves with where {@code spark.authenticate} is on. */
final class Secret {

    private static final String KEY = "spark.authenticate.secret";
    private static final int BYTES = 32;

    private Secret() {}

    /**
     * Makes a secret for {@code local-cluster}, whose processes all begin with this one; Spark does so itself for {@code local}, YARN and
     * Kubernetes.
     *
     * @throws TrainingFailedException if the master is a standalone one, and nothing says which secret its machines share
     */
    static void ensure(SparkConf conf) {
        String master = conf.get("spark.master", "local");
        if (!conf.getBoolean("spark.authenticate", false) || conf.contains(KEY)) {
            return;
        }
        if (master.startsWith("local-cluster")) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            conf.set(KEY, HexFormat.of().formatHex(random));
        } else if (master.startsWith("spark://")) {
            throw new TrainingFailedException(
                    "spark.authenticate is on, but there is no " + KEY + " for " + master
                            + ". Set it to the secret that master and workers were started with, in a file that only you can read"
                            + " (such as the spark-defaults.conf in SPARK_CONF_DIR), or set spark.authenticate to false on all of them.");
        }
    }
}
