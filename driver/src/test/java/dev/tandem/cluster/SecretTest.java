package dev.tandem.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

final class SecretTest {

    private static final String KEY = "spark.authenticate.secret";

    private static SparkConf conf(String master, boolean authenticate) {
        return new SparkConf(false).setMaster(master).set("spark.authenticate", Boolean.toString(authenticate));
    }

    @Test
    void localCluster_getsANewSecretEachTime() {
        SparkConf first = conf("local-cluster[2,1,1024]", true);
        SparkConf second = conf("local-cluster[2,1,1024]", true);
        Secret.ensure(first);
        Secret.ensure(second);
        assertThat(first.get(KEY)).matches("[0-9a-f]{64}").isNotEqualTo(second.get(KEY));
    }

    @Test
    void secretOfTheUser_stays() {
        SparkConf conf = conf("local-cluster[2,1,1024]", true).set(KEY, "mine");
        Secret.ensure(conf);
        assertThat(conf.get(KEY)).isEqualTo("mine");
    }

    @Test
    void standaloneClusterWithoutSecret_isToldWhatToSet() {
        assertThatThrownBy(() -> Secret.ensure(conf("spark://host:7077", true)))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageStartingWith(
                        "spark.authenticate is on, but there is no spark.authenticate.secret for spark://host:7077."
                                + " Set it to the secret that master and workers were started with");
    }

    @Test
    void masterThatNeedsNone_getsNone() {
        for (SparkConf conf : new SparkConf[] {
            conf("local[2]", true),
            conf("yarn", true),
            conf("local-cluster[2,1,1024]", false),
            conf("spark://h:1", false)
        }) {
            Secret.ensure(conf);
            assertThat(conf.contains(KEY)).isFalse();
        }
    }
}
