import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import java.util.stream.*;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.*;
import org.jooq.meta.jaxb.Configuration;

/** jOOQ's code generator on the schemas of schema.sql: a line of JSON for each file that it writes. */
public class Jooq {
    static String json(String s) {
        StringBuilder b = new StringBuilder("\"");
        for (char c : s.toCharArray()) {
            if (c == '"' || c == '\\') b.append('\\').append(c);
            else if (c < ' ') b.append(String.format("\\u%04x", (int) c));
            else b.append(c);
        }
        return b.append('"').toString();
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> env = System.getenv();
        Path out = Path.of(env.get("SCRATCH"), "jooq");
        Files.createDirectories(out);
        System.out.println("{\"version\": " + json(org.jooq.Constants.FULL_VERSION) + "}");
        GenerationTool.generate(new Configuration()
            .withLogging(Logging.ERROR)
            .withJdbc(new Jdbc().withDriver("org.postgresql.Driver").withUser(env.get("PGUSER")).withPassword(env.get("PGPASSWORD"))
                .withUrl("jdbc:postgresql://" + env.get("PGHOST") + ":" + env.get("PGPORT") + "/" + env.get("PGDATABASE") + "?sslmode=disable"))
            .withGenerator(new Generator()
                .withDatabase(new Database().withName("org.jooq.meta.postgres.PostgresDatabase").withIncludes(".*").withIncludeSystemIndexes(true)
                    .withSchemata(Stream.of("public", "sales", "Mixed Case", "empty_one").map(s -> new SchemaMappingType().withInputSchema(s)).toList()))
                .withGenerate(new Generate().withGeneratedAnnotation(false).withRecords(false).withPojos(false).withRoutines(true).withComments(true))
                .withTarget(new Target().withPackageName("tools").withDirectory(out.toString()))));
        try (Stream<Path> files = Files.walk(out)) {
            for (Path f : files.filter(Files::isRegularFile).sorted().toList()) {
                String lines = Files.readAllLines(f).stream().map(String::strip).filter(l -> !l.isEmpty()).map(l -> "[" + json(l) + "]").collect(Collectors.joining(","));
                System.out.println("{\"check\": " + json(out.relativize(f).toString().replace("tools/", "")) + ", \"got\": [" + lines + "]}");
            }
        }
    }
}
