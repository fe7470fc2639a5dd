package dev.tandem.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.model.NativeThreads;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComputingTest {

    @AfterEach
    void backToOne() {
        NativeThreads.use(1);
        System.clearProperty("tandem.onednn");
    }

    @Test
    void threads_areTheTasksCores() {
        assertThat(Computing.prepare(TestSpark.conf(), 2).threads()).isEqualTo(2);
        assertThat(Computing.prepare(TestSpark.conf(), 1).threads()).isEqualTo(1);
    }

    @Test
    void settingsOfTheApplication_reachThisJvm() {
        Computing.prepare(TestSpark.conf().set("spark.tandem.onednn", "false"), 1);
        assertThat(System.getProperty("tandem.onednn")).isEqualTo("false");
    }

    @Test
    void ownSettingOfThisJvm_wins() {
        System.setProperty("tandem.onednn", "true");
        SparkConf application = TestSpark.conf().set("spark.tandem.onednn", "false");
        Computing.prepare(application, 1);
        assertThat(System.getProperty("tandem.onednn")).isEqualTo("true");
    }

    @Test
    void text_namesAllThatBitsDependOn() {
        String kernels = "OpenBLAS for Haswell, oneDNN for avx2";
        assertThat(new Computing("onednn", kernels, 1))
                .hasToString("onednn, OpenBLAS for Haswell, oneDNN for avx2, 1 thread");
        assertThat(new Computing("cuda", kernels, 2))
                .hasToString("cuda, OpenBLAS for Haswell, oneDNN for avx2, 2 threads");
    }
}
