package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class MasterTest {

    private static final Properties NONE = new Properties();

    @Test
    void given_wins() {
        assertThat(Master.choose("yarn", submitted("spark://host:7077"), 2, 8)).isEqualTo("yarn");
    }

    @Test
    void sparkSubmits_comesNext() {
        assertThat(Master.choose(null, submitted("spark://host:7077"), 2, 8)).isEqualTo("spark://host:7077");
    }

    @Test
    void default_isAThreadPerReplicaUpToTheCores() {
        assertThat(Master.choose(null, NONE, 2, 8)).isEqualTo("local[2]");
        assertThat(Master.choose(null, NONE, 9, 8)).isEqualTo("local[8]");
    }

    private static Properties submitted(String master) {
        Properties properties = new Properties();
        properties.setProperty("spark.master", master);
        return properties;
    }
}
