package org.example.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.render.awt.BufferedImages;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Asks the running service over HTTP. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "management.endpoint.health.show-details=always")
class ServiceTest {
  private static final String HOUSE =
      "{\"drawing\":[[[20,20,80,80,20],[100,50,50,100,100]],[[10,50,90],[50,10,50]]]}";
  private static final String BOUNDARY = "boundary";

  @LocalServerPort private int port;
  @Autowired private ObjectMapper mapper;
  private final HttpClient client = HttpClient.newHttpClient();

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private HttpRequest drawing(String json) {
    return HttpRequest.newBuilder(uri("/drawings"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json))
        .build();
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> upload(byte[] file) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(
        ("--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    body.write(file);
    body.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    return send(
        HttpRequest.newBuilder(uri("/pictures"))
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build());
  }

  private void assertProblem(HttpResponse<String> response, int status, String detail)
      throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = mapper.readTree(response.body());
    assertThat(problem.path("status").intValue()).isEqualTo(status);
    assertThat(problem.path("title").textValue()).isNotEmpty();
    assertThat(problem.path("detail").textValue()).contains(detail);
  }

  @Test
  void classifiesStrokes() throws Exception {
    HttpResponse<String> response = send(drawing(HOUSE));

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode answer = mapper.readTree(response.body());
    assertThat(answer.path("verdict").textValue()).isEqualTo("RECOGNIZED");
    assertThat(answer.path("candidates").path(0).path("label").textValue()).isEqualTo("house");
  }

  @Test
  void classifiesAPicture() throws Exception {
    Drawing house = mapper.treeToValue(mapper.readTree(HOUSE).path("drawing"), Drawing.class);

    HttpResponse<String> response =
        upload(BufferedImages.toPng(Rasterizer.create(RasterOptions.defaults()).render(house)));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    JsonNode answer = mapper.readTree(response.body());
    assertThat(answer.path("prediction").path("candidates").path(0).path("label").textValue())
        .isEqualTo("house");
    assertThat(answer.path("drawing").size()).isPositive();
  }

  @Test
  void refusesWhatIsNoDrawing() throws Exception {
    assertProblem(send(drawing("{\"drawing\":[[[1],[]]]}")), 400, "as many x as y");
    assertProblem(send(drawing("{\"drawing\":")), 400, "");
    assertProblem(send(drawing("{}")), 422, "\"drawing\" is missing");
    assertProblem(upload(new byte[] {1, 2, 3}), 422, "file");
    assertProblem(get("/nowhere"), 404, "");
  }

  @Test
  void refusesWhatIsTooLarge() throws Exception {
    String points = "1,".repeat(10_000) + "1";
    assertProblem(
        send(drawing("{\"drawing\":[[[" + points + "],[" + points + "]]]}")),
        400,
        "points of a drawing exceed the maximum allowed (10000");
    assertProblem(
        send(drawing("{\"other\":\"" + "x".repeat(9_000_000) + "\"}")), 413, "longer than");
  }

  @Test
  void tellsItsHealthItsMetricsAndItsInterface() throws Exception {
    send(drawing(HOUSE));

    assertThat(get("/actuator/health").body()).contains("\"UP\"", "quickdraw25", "backend");
    assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    assertThat(get("/actuator/metrics/sketch.predictions").body()).contains("RECOGNIZED");
    assertThat(get("/actuator/metrics/http.server.requests").statusCode()).isEqualTo(200);
    assertThat(get("/v3/api-docs").body()).contains("/drawings", "/pictures", "/labels");
    assertThat(get("/labels").body()).contains("\"house\"");
  }

  /** Requests of several clients at once; prints how many were answered, and how fast. */
  @Test
  void answersManyClientsAtOnce() throws Exception {
    int clients = 8;
    int requests = Integer.getInteger("requests", 250); // of each client
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    try {
      load(pool, clients, requests); // until it is compiled
      long start = System.nanoTime();
      long[] nanos = load(pool, clients, requests);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "load: %d requests, %.0f requests/s, p50 %.1f ms, p99 %.1f ms%n",
          nanos.length,
          nanos.length / seconds,
          nanos[nanos.length / 2] / 1e6,
          nanos[nanos.length * 99 / 100] / 1e6);
    } finally {
      pool.shutdown();
    }
  }

  /** Returns how long each request took, sorted. */
  private long[] load(ExecutorService pool, int clients, int requests) throws Exception {
    List<Future<long[]>> results = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      results.add(
          pool.submit(
              () -> {
                long[] nanos = new long[requests];
                for (int k = 0; k < requests; k++) {
                  long start = System.nanoTime();
                  assertThat(send(drawing(HOUSE)).body()).contains("\"house\"");
                  nanos[k] = System.nanoTime() - start;
                }
                return nanos;
              }));
    }
    long[] all = new long[0];
    for (Future<long[]> result : results) {
      long[] some = result.get();
      int length = all.length;
      all = Arrays.copyOf(all, length + some.length);
      System.arraycopy(some, 0, all, length, some.length);
    }
    Arrays.sort(all);
    return all;
  }
}
