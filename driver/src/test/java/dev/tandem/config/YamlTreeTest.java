package dev.tandem.config;

import static dev.tandem.config.Jobs.LEAST;
import static dev.tandem.config.Jobs.mistakes;
import static dev.tandem.config.Jobs.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlTreeTest {

    private static Map<String, Object> options(String yaml, String... settings) {
        return read(LEAST + "callbacks: [{X: " + yaml + "}]\n", settings)
                .callbacks()
                .get(0)
                .options();
    }

    @Test
    void scalars_keepTheirTypes() {
        assertThat(options("{a: 1, b: 1.5, c: 1e-4, d: true, e: on, f: '7', g: [1, x], h: 5000000000, i: 1_000}"))
                .isEqualTo(Map.of(
                        "a",
                        1,
                        "b",
                        1.5,
                        "c",
                        1e-4,
                        "d",
                        true,
                        "e",
                        true,
                        "f",
                        "7",
                        "g",
                        java.util.List.of(1, "x"),
                        "h",
                        5000000000L,
                        "i",
                        1000));
    }

    @Test
    void variable_comesFromSettingBeforeEnvironment() {
        assertThat(options("{a: ${HOME_OF_DATA}/x, b: '${HOME_OF_DATA}'}"))
                .isEqualTo(Map.of("a", "/data/x", "b", "/data"));
        assertThat(options("{a: ${HOME_OF_DATA}/x}", "HOME_OF_DATA=/other")).isEqualTo(Map.of("a", "/other/x"));
    }

    @Test
    void variable_aloneKeepsItsType() {
        assertThat(options("{a: ${n}, b: ${x}, c: ${f}, d: ${s}}", "n=3", "x=0.5", "f=true", "s=a: b"))
                .isEqualTo(Map.of("a", 3, "b", 0.5, "c", true, "d", "a: b"));
    }

    @Test
    void variable_amidTextStaysText() {
        assertThat(options("{a: 1${n}, b: ${n}-${n}}", "n=3")).isEqualTo(Map.of("a", "13", "b", "3-3"));
    }

    @Test
    void variable_cannotChangeTheStructure() {
        assertThat(options("{a: x${n}}", "n=, b: 2} # \" '")).isEqualTo(Map.of("a", "x, b: 2} # \" '"));
    }

    @Test
    void variable_inComment_isNotRead() {
        assertThat(mistakes(LEAST + "# ${nothing}\n")).isEmpty();
    }

    @Test
    void variable_notSet_isReportedOnce() {
        assertThat(mistakes(LEAST + "run: {directory: ${where}/a}\nspark: {spark.a: ${where}}\n"))
                .containsExactly("run.directory: ${where} is not set: give --set where=… or set it in the environment"
                        + " (line 5)");
    }

    @Test
    void variable_notSet_causesNoOtherMistake() {
        assertThat(mistakes(LEAST, "model={file: '${zip}'}", "fit.epochs=${n}"))
                .containsExactly(
                        "model.file: ${zip} is not set: give --set zip=… or set it in the environment (--set)",
                        "fit.epochs: ${n} is not set: give --set n=… or set it in the environment (--set)");
    }

    @Test
    void duplicateKey_isReportedWithItsLine() {
        assertThat(mistakes(LEAST + "fit:\n  epochs: 1\n  epochs: 2\n"))
                .containsExactly("fit.epochs: is given twice (line 7)");
    }

    @Test
    void alias_isRefused() {
        assertThat(mistakes(LEAST + "run: {directory: &a x}\nspark: {spark.a: *a}\n"))
                .containsExactly("spark.spark.a: is an alias (*a), which job files do not know: use ${name} (line 6)");
    }

    @Test
    void secondDocument_isRefused() {
        assertThat(mistakes(LEAST + "---\nname: two\n"))
                .containsExactly("has more than one YAML document (---): one is expected (line 6)");
    }

    @Test
    void brokenSyntax_isReportedAloneWithItsLine() {
        assertThat(mistakes("name: x\nmodel: {zoo: lenet\nfit: {epochs: 1}\n"))
                .singleElement()
                .asString()
                .startsWith("is not valid YAML: ")
                .endsWith("(line 3)");
    }

    @Test
    void brokenSyntaxNearVariable_showsItAsWritten() {
        assertThat(mistakes("name: x\nmodel: {zoo: ${a}: b: c}\n").toString()).doesNotContain("\uE000");
    }

    @Test
    void tabIndentation_isReported() {
        assertThat(mistakes("fit:\n\tepochs: 1\n").toString())
                .contains("is not valid YAML")
                .contains("(line 2)");
    }

    @Test
    void emptyFile_isReported() {
        assertThat(mistakes("# nothing\n"))
                .containsExactly("is empty: it must hold keys and values (name: …, model: …, data: …)");
    }

    @Test
    void plainText_isReported() {
        assertThat(mistakes("hello\n"))
                .containsExactly("is 'hello': it must hold keys and values (name: …, model: …, data: …)");
    }
}
