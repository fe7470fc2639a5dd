package dev.tandem.task;

import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;

/** Transports without a cluster, as if each were a JVM of its own. */
final class TestSpark {

    private TestSpark() {}

    static SparkConf conf() {
        return new SparkConf(false).set("spark.app.id", "app-1").set("spark.master", "local");
    }

    static SparkConf encrypted(String secret) {
        return conf().set("spark.authenticate", "true")
                .set("spark.authenticate.secret", secret)
                .set("spark.network.crypto.enabled", "true");
    }

    static SparkPeers peers(SparkConf conf) {
        SecurityManager security = new SecurityManager(
                conf, scala.Option.empty(), org.apache.spark.internal.config.package$.MODULE$.AUTH_SECRET_FILE());
        return new SparkPeers(conf, security, "127.0.0.1");
    }
}
