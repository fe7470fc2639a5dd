package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalFoldersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONTAINER_ID=1;LOCAL_DIRS=/a,/b;SPARK_EXECUTOR_DIRS=/c | | /a,/b",
                "LOCAL_DIRS=/a;SPARK_EXECUTOR_DIRS=/c:/d;SPARK_LOCAL_DIRS=/e | | /c,/d",
                "SPARK_LOCAL_DIRS=/e, /f, | /g | /e,/f",
                "x=y | /g,/h | /g,/h",
                "x=y | | /tmp/of/jvm",
            })
    void folders_areSparksWhereItHasSome(String environment, String property, String expected) {
        Map<String, String> variables = new HashMap<>();
        for (String variable : environment.split(";", -1)) {
            variables.put(variable.split("=", -1)[0], variable.split("=", -1)[1]);
        }
        List<File> folders =
                LocalFolders.named(variables, name -> name.equals("java.io.tmpdir") ? "/tmp/of/jvm" : property);

        assertThat(folders).extracting(File::getPath).containsExactly(expected.split(",", -1));
    }
}
